import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reading', '0002_extracted'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Casefile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='题名')),
                ('kind', models.CharField(max_length=16, verbose_name='种类')),
                ('text', models.TextField(verbose_name='案卷')),
                ('works', models.TextField(blank=True, default='', editable=False)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('changed', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='改于')),
                ('who', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '案卷',
                'verbose_name_plural': '案卷',
                'ordering': ('-pk',),
            },
        ),
    ]
